/**
 * What goes with an account when it is removed or renamed.
 */
package org.waypost.accounts.belongings;
