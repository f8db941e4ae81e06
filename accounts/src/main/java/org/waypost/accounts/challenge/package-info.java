/** Mail of senders that a user doesn't know yet: what is held, who was asked to confirm, who is known. */
package org.waypost.accounts.challenge;
