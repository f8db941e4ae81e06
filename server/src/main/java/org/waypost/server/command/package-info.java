/**
 * The {@code waypost} command: starts and stops the server, looks after it and talks to its WebAdmin.
 * Its class path is small (docs/command.md), so that it answers at once.
 */
package org.waypost.server.command;
