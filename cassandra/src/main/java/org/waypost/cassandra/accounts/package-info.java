/** Settings of accounts, and the changes that servers tell each other, in Cassandra. */
package org.waypost.cassandra.accounts;
