/**
 * Apache Sling CMS as a host: its pages, and when one of them goes live or away. Speaks to it by
 * node types, properties and event topics only, so any version that keeps those will do.
 */
package dev.smo.slingcms;
