/** Tells WebSub hubs that feeds have changed, so that their readers need not ask. */
package dev.smo.websub;
