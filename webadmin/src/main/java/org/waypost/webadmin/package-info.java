/**
 * The REST interface for administrators: authentication, TLS and Waypost's own routes.
 */
package org.waypost.webadmin;
