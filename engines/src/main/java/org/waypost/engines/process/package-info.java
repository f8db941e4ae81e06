/**
 * Child processes that never outlive their parent, and the clean-up of those that did.
 */
package org.waypost.engines.process;
