/**
 * A server on one machine: it starts its engines, opens its storage, opens its doors, and closes all in order.
 */
package org.waypost.server.standalone;
