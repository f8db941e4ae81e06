/** Measurements of the built bundle, each a command in the folder {@code bench}; what they share. */
package org.waypost.bench;
