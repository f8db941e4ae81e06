/**
 * The var folder of a server: its lock, the version of its data, its free space.
 */
package org.waypost.engines.data;
