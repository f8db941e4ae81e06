/**
 * Routes for the settings of server, domains and users.
 */
package org.waypost.webadmin.accounts;
