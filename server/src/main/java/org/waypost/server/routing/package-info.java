/**
 * Puts the table of routes, its key, what sends by it and what shows it together.
 */
package org.waypost.server.routing;
