/**
 * Loopback ports of the engines: chosen, remembered, checked, and who holds a taken one.
 */
package org.waypost.engines.port;
