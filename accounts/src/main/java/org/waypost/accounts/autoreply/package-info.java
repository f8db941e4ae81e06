/** Answers that users let the server give in their absence, and to whom they were given (RFC 3834, RFC 5230). */
package org.waypost.accounts.autoreply;
