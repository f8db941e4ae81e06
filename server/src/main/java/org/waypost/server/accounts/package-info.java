/**
 * Puts settings, their stores and what tells of their changes together.
 */
package org.waypost.server.accounts;
