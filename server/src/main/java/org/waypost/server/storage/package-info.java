/**
 * What of James is stored where: Guice modules that bind James' interfaces to their Cassandra forms.
 */
package org.waypost.server.storage;
