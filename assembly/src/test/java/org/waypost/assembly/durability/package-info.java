/**
 * What was answered with 250 stands in the mailbox, once, whatever dies in between (RFC 5321 §6.1).
 */
package org.waypost.assembly.durability;
