/** Keeps events that a mailbox listener failed to handle until an administrator redelivers or drops them. */
package org.waypost.cassandra.deadletters;
