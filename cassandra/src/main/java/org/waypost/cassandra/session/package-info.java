/** Opens the one driver session of the server against Cassandra 4.1 or 5.0 and says in plain words why a ring can't be used. */
package org.waypost.cassandra.session;
