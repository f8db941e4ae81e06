/**
 * The rules by which a user, a domain or the server sorts, refuses, forwards or discards mail: what they may say, not how they
 * are applied.
 */
package org.waypost.accounts.rules;
