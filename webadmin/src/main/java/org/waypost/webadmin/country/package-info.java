/**
 * Where addresses are, and how old the table is that says so.
 */
package org.waypost.webadmin.country;
