/** Matchers of recipients by how full their mailboxes are. */
package org.waypost.matchers.quota;
