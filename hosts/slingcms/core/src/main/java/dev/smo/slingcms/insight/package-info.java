/**
 * What is to be said about a page's card, among the insights of Sling CMS. Only this package uses
 * the Java API of the CMS.
 */
package dev.smo.slingcms.insight;
