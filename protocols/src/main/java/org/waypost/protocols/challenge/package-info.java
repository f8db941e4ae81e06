/** Where senders confirm that they are people, and users see what is held: pages, and the addresses that answers go to. */
package org.waypost.protocols.challenge;
