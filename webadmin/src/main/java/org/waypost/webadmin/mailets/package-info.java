/**
 * Tells administrators which steps a mail goes through.
 */
package org.waypost.webadmin.mailets;
