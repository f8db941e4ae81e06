/**
 * Cassandra as a child process: configuration, command line, readiness by the native protocol.
 */
package org.waypost.engines.program.cassandra;
