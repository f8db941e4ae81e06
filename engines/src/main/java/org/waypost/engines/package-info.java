/**
 * The engines of a standalone server: Cassandra, OpenSearch and Tika as supervised child processes.
 */
package org.waypost.engines;
