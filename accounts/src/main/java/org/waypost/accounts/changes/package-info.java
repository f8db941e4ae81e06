/**
 * How the servers on one keyspace learn of each other's changes within seconds.
 */
package org.waypost.accounts.changes;
