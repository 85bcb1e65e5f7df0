/** Tests on the real Sling CMS with everything installed. */
package dev.smo.it;
