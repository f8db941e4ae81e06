/**
 * How mail leaves for other servers: the route that each recipient takes, a queue for each route, and the sending itself
 * (RFC 5321 §5).
 */
package org.waypost.mailets.routing;
