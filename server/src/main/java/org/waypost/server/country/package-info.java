/**
 * Puts the filter of countries together: its file, its watch, and where people look at it.
 */
package org.waypost.server.country;
