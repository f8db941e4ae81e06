/**
 * The durable form of what the rooms store: session, schema, migrations and stores.
 */
package org.waypost.cassandra;
