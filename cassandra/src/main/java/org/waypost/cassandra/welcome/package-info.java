/** Who was welcomed, in Cassandra. */
package org.waypost.cassandra.welcome;
