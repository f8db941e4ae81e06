/**
 * What a conf file may hold: its keys, elements and attributes, the type, default and meaning of each.
 */
package org.waypost.server.configuration.schema;
