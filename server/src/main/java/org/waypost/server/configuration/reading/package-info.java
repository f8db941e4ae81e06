/**
 * Reads properties and XML files with the line of every key, element and attribute.
 */
package org.waypost.server.configuration.reading;
