/**
 * Writes the reference page {@code docs/configuration.md} from the schemas.
 */
package org.waypost.server.configuration.reference;
