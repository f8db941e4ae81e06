/** What domains use of their quota, and which warnings users had, in Cassandra. */
package org.waypost.cassandra.quota;
