/** Fills mailboxes with many messages in the form in which the server stores what it delivers. */
package org.waypost.bench.load;
