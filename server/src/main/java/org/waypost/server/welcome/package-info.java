/**
 * Messages that new accounts find in their mailbox, however the account was made.
 */
package org.waypost.server.welcome;
