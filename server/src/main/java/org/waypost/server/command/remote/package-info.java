/**
 * The command's way to WebAdmin: HTTPS (RFC 9110) with a bearer token (RFC 6750) and the server's own certificate pinned.
 */
package org.waypost.server.command.remote;
