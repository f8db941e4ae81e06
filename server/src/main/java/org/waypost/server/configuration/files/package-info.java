/**
 * The schema of each file in the conf folder.
 */
package org.waypost.server.configuration.files;
