/**
 * OpenSearch as a child process: configuration, command line, readiness by its cluster health.
 */
package org.waypost.engines.program.opensearch;
