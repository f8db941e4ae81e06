/**
 * Makes the rules of users known to settings and WebAdmin.
 */
package org.waypost.server.rules;
