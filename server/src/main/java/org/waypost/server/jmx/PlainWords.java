package org.waypost.server.jmx;

import javax.management.AttributeNotFoundException;
import javax.management.MBeanException;
import javax.management.NotCompliantMBeanException;
import javax.management.ReflectionException;
import javax.management.StandardMBean;

/** A bean whose failures reach the other side as words: a console has no classes of ours. */
final class PlainWords extends StandardMBean {
    @SuppressWarnings("unchecked")
    <T> PlainWords(Object bean, Class<T> face) throws NotCompliantMBeanException {
        super((T) bean, face);
    }

    @Override
    public Object getAttribute(String attribute)
            throws AttributeNotFoundException, MBeanException, ReflectionException {
        try {
            return super.getAttribute(attribute);
        } catch (MBeanException e) {
            throw plain(e.getCause());
        } catch (RuntimeException e) {
            throw plain(e);
        }
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature)
            throws MBeanException, ReflectionException {
        try {
            return super.invoke(action, parameters, signature);
        } catch (MBeanException e) {
            throw plain(e.getCause());
        } catch (RuntimeException e) {
            throw plain(e);
        }
    }

    private static IllegalArgumentException plain(Throwable failure) {
        return new IllegalArgumentException(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }
}
