/**
 * The server as a process: its pid file, and starting and stopping it in the background.
 */
package org.waypost.server.command.process;
