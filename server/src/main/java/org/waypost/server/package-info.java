/**
 * The composition root, the main class and the waypost command.
 */
package org.waypost.server;
