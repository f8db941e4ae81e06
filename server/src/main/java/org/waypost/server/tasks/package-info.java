/**
 * Repairs of what Cassandra keeps twice, as tasks that an administrator starts over WebAdmin.
 */
package org.waypost.server.tasks;
