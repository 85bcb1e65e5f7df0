/** Composes a title, a few facts and a picture into one picture; knows no repository. */
package dev.smo.socialimage.drawing;
