/** Encryption of secrets with Sling Commons Crypto, and the key of this installation. */
package dev.smo.slingcms.crypto;
