/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REGISTRATION_H
#define REGISTRATION_H

#include <functional>
#include <memory>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Somebody is to be called: until this object goes, until Cancel(), or until the owner that was
 * named goes, whichever comes first. It may outlive where it was registered. Keep it as long as
 * the calls are wanted; it can be moved, not copied.
 */
class [[nodiscard]] Registration
{
  public:
    /** What is undone once. */
    class Entry
    {
      public:
        explicit Entry(std::function<void()> undo)
            : m_undo(std::move(undo))
        {
        }

        /** Undoes it, if that has not been done. */
        void Undo();

        /** Where it was registered is gone: there is nothing to undo. */
        void Forget()
        {
            m_undo = nullptr;
        }

        bool IsActive() const
        {
            return m_undo != nullptr;
        }

      private:
        std::function<void()> m_undo; //!< empty once done
    };

    /** The registrations of one owner, undone when it goes. */
    class List
    {
      public:
        List() = default;
        List(const List&) = delete;
        List& operator=(const List&) = delete;

        ~List()
        {
            Clear();
        }

        void Add(const std::shared_ptr<Entry>& entry);

        /** Undoes all. */
        void Clear();

      private:
        std::vector<std::weak_ptr<Entry>> m_entries; //!< those that may still be there
    };

    /** Nothing registered. */
    Registration() = default;

    /**
     * \param entry the entry
     * \param owner whose registrations it joins; null for nobody's
     */
    explicit Registration(std::shared_ptr<Entry> entry, List* owner = nullptr);

    Registration(Registration&& other) noexcept = default;
    Registration& operator=(Registration&& other) noexcept;
    ~Registration();

    /** Undoes it now. */
    void Cancel();

    bool IsActive() const
    {
        return m_entry && m_entry->IsActive();
    }

  private:
    std::shared_ptr<Entry> m_entry; //!< null if there is nothing
};

} // namespace ns3::camcube

#endif /* REGISTRATION_H */
