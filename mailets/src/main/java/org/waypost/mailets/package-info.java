/**
 * Mailets: what Waypost does with a message once it is in the spool, one class a mailet.
 */
package org.waypost.mailets;
