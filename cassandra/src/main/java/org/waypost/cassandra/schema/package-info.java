/** Brings the keyspace to the schema that this program needs: James' types and tables, then our own numbered migrations. */
package org.waypost.cassandra.schema;
