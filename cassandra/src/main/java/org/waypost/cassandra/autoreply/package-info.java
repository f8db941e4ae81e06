/** Who got which automatic answer, in Cassandra. */
package org.waypost.cassandra.autoreply;
