/**
 * Tika server as a child process: configuration, command line, readiness over HTTP.
 */
package org.waypost.engines.program.tika;
